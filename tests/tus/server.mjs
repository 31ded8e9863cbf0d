// The tus server of other people's, as its makers show it. Told in one argument, as JSON:
// folder, port (0: any), most (bytes, or null). Says its port when it listens.
import { FileStore } from "@tus/file-store";
import { Server } from "@tus/server";

const { folder, port, most } = JSON.parse(process.argv[1]);
const options = { path: "/files", datastore: new FileStore({ directory: folder }) };
if (most !== null) options.maxSize = most;
const listening = new Server(options).listen({ host: "127.0.0.1", port }, () => {
  console.log(listening.address().port);
});
