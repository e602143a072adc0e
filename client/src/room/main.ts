/** The live room: data half (room.ts) and screen half (view/), joined here. */

import "./styles/index.css";
import { readConfig } from "./config";
import { browserOutside } from "./outside";
import { Room } from "./room";
import { loadTexts } from "./texts";
import { App } from "./view/app";
import { bringIcons } from "./view/icons";

const root = document.getElementById("room");
const config = readConfig(document);
if (root && config) {
  loadTexts(config.texts);
  const room = new Room(config, browserOutside(config));
  new App(root, room);
  void bringIcons();
  void room.start();
}
