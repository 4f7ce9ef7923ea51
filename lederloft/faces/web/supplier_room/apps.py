from django.apps import AppConfig


class SupplierRoomConfig(AppConfig):
    name = "lederloft.faces.web.supplier_room"
    label = "supplier_room"
