/** What the server puts in the page (`#room-config`) for one table on one device. */

export interface Option {
  id: string;
  label: string;
}

export type Visibility = "only_me" | "table" | "organisation" | "network" | "public";

export interface Prompt {
  id: string;
  kind: string;
  label: string;
  hint?: string;
  follow_ups?: string[];
  visibility?: Visibility;
  may_be_unnamed?: boolean;
  options?: Option[];
  multiple?: boolean;
  on?: string;
  count?: number;
  min?: number;
  max?: number;
  low?: string;
  high?: string;
}

export interface Block {
  id: string;
  part?: string;
  kind: string;
  minutes: number;
  title: string;
  question: string;
  intro?: string;
  follow_ups?: string[];
  /** What this step lays on the table from the opgave itself. */
  shows?: string;
  prompts: Prompt[];
}

export interface Role {
  id: string;
  name: string;
  task: string;
}

export interface Card {
  id: string;
  title: string;
  goal?: string;
  minutes: number;
  visibility?: Visibility;
  roles: Role[];
  blocks: Block[];
}

export interface OpgaveParty {
  name: string;
  goal: string;
  isMissing: boolean;
  isExample: boolean;
}

/** What the table reads together; every part but the title may be empty. */
export interface Opgave {
  title: string;
  question: string;
  current: string;
  desired: string;
  origin: string;
  essence: string;
  isExample: boolean;
  parties: OpgaveParty[];
  /** Empty for who may not open the page of the opgave. */
  url: string;
}

/** A promise that was made before, for everybody to see; all in words. */
export interface Promised {
  who: string;
  what: string;
  due: string;
  firmness: string;
  firmnessWord: string;
  /** What came of it; may be empty. */
  outcome: string;
  /** Empty for who may not open the page of the opgave. */
  url: string;
}

/** Where the page stands that the table means to share. */
export interface HarvestNews {
  state: string;
  number: number;
}

export interface Urls {
  unnamed: string;
  private: string;
  result: string;
  screens?: string;
  join?: string;
  leave?: string;
  seats?: string;
  own?: string;
  /** What may leave the room. */
  harvest?: string;
  /** Where somebody leaves an address for the next morning. */
  morning?: string;
  calendar?: string;
}

export interface Config {
  mode: "seat" | "screen";
  language: string;
  /** The language of the conversation: what people write is read aloud in it. */
  spoken?: string;
  table: {
    id: string;
    number: number;
    dialogue: string;
    opgave: string;
    /** The opgave, when the title of the conversation does not say it. */
    about?: string;
    code: string;
    joinUrl: string;
  };
  seats: string[];
  socket: string;
  /** How long a role waits for its holder before somebody else may take it over. */
  graceSeconds?: number;
  card: Card;
  urls: Urls;
  /** Takes the form of another language; the answer leads back to this page. */
  languageUrl?: string;
  csrf: string;
  texts: Record<string, string>;
  qr?: string;
  missing?: string[];
  opgave?: Opgave | null;
  /** None for a talk that is about no opgave. */
  promises?: Promised[] | null;
  harvest?: HarvestNews | null;
}

export function readConfig(page: Document): Config {
  const element = page.getElementById("room-config");
  return JSON.parse(element?.textContent ?? "null") as Config;
}

/** Socket addresses in the config are paths: the page's own scheme and host complete them. */
export function socketUrl(path: string, location: Location): string {
  if (/^wss?:/.test(path)) return path;
  const scheme = location.protocol === "https:" ? "wss:" : "ws:";
  return `${scheme}//${location.host}${path}`;
}
