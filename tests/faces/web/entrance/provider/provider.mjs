// An OpenID Connect provider for the tests: npm's oidc-provider, as it is, with people who sign in by a query.
// Arguments: port, client id, client secret, redirect uri, post-logout uri, file with the signing keys (JWKS).
import { readFileSync } from "node:fs";
import Provider from "oidc-provider";

const [port, clientId, clientSecret, redirectUri, signedOutUri, keyFile] = process.argv.slice(2);

const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [
    {
      client_id: clientId,
      client_secret: clientSecret,
      redirect_uris: [redirectUri],
      post_logout_redirect_uris: [signedOutUri],
      grant_types: ["authorization_code"],
      response_types: ["code"],
    },
    {
      client_id: "another",
      client_secret: "another-secret-of-some-length",
      redirect_uris: [redirectUri],
      grant_types: ["authorization_code"],
      response_types: ["code"],
    },
  ],
  jwks: JSON.parse(readFileSync(keyFile, "utf8")),
  pkce: { required: () => true },
  cookies: { keys: ["only-for-tests"] },
  features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: true } },
  interactions: { url: (ctx, interaction) => `/interaction/${interaction.uid}` },
  claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
  findAccount: (ctx, id) => ({
    accountId: id,
    claims: () => ({ sub: id, email: "kanarifugl@example.org", email_verified: true, name: "Kanari Fugl" }),
  }),
});

// Whoever the cookie names signs in and consents at once.
provider.use(async (ctx, next) => {
  if (!ctx.path.startsWith("/interaction/")) return next();
  const { prompt, params, session } = await provider.interactionDetails(ctx.req, ctx.res);
  const person = ctx.cookies.get("person", { signed: false }) ?? "";
  let result;
  if (person === "") {
    result = { error: "access_denied", error_description: "cancelled" };
  } else if (prompt.name === "login") {
    result = { login: { accountId: decodeURIComponent(person) } };
  } else {
    const grant = new provider.Grant({ accountId: session.accountId, clientId: params.client_id });
    grant.addOIDCScope("openid");
    result = { consent: { grantId: await grant.save() } };
  }
  await provider.interactionFinished(ctx.req, ctx.res, result, { mergeWithLastSubmission: false });
});

provider.listen(Number(port), "127.0.0.1", () => console.log("ready"));
