// Hocuspocus with its SQLite extension and its own defaults: PORT and DATABASE from the environment.
import { SQLite } from "@hocuspocus/extension-sqlite";
import { Server } from "@hocuspocus/server";

const server = new Server({
  address: "127.0.0.1",
  port: Number(process.env.PORT),
  quiet: true,
  stopOnSignals: true,
  extensions: [new SQLite({ database: process.env.DATABASE })],
});
await server.listen();
console.log("ready");
