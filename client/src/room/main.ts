/** The live room: data half (room.ts) and screen half (view/), joined here. */

import "./room.css";
import { readConfig } from "./config";
import { browserOutside, Room } from "./room";
import { loadTexts } from "./texts";
import { App } from "./view/app";

const root = document.getElementById("room");
const config = readConfig(document);
if (root && config) {
  loadTexts(config.texts);
  const room = new Room(config, browserOutside(config));
  new App(root, room);
  void room.start();
}
