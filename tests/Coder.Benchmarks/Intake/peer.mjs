// probot as a receiver of webhooks, as its manual shows: checks the signature, calls the handlers, answers.
import { createServer } from "node:http";
import { readFileSync } from "node:fs";
import { createNodeMiddleware, createProbot } from "probot";

const [secret, keyFile] = process.argv.slice(2);
const probot = createProbot({ overrides: { appId: 1, privateKey: readFileSync(keyFile, "utf8"), secret, logLevel: "fatal" } });
const middleware = await createNodeMiddleware((app) => { app.on("issues", () => {}); }, { probot, webhooksPath: "/webhooks/github" });
const server = createServer(async (request, response) => {
  if (!(await middleware(request, response))) response.writeHead(404).end();
});
server.listen(0, "127.0.0.1", () => console.log(server.address().port));
