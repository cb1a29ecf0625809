// The texts of blocks that are open: what was read, what is typed, and how it is saved.
//
// A text that is not saved stays in the browser (localStorage) until the studio has confirmed it. It
// is saved whole, with the digest of what it was based on: so nobody overwrites another's text.
import { ask } from "./studio.js";

const KEY = "text:";

/** Splits the address of a block, "dossier/blocks/a.md". */
export function parted(at) {
  const slash = at.indexOf("/");
  return { dossier: at.slice(0, slash), path: at.slice(slash + 1) };
}

function keep(at, one) {
  try {
    if (one) localStorage.setItem(KEY + at, JSON.stringify(one));
    else localStorage.removeItem(KEY + at);
  } catch {
    // The browser keeps nothing: the text is on this page alone, and is saved as soon as it can be.
  }
}

function kept(at) {
  try {
    return JSON.parse(localStorage.getItem(KEY + at) || "null");
  } catch {
    return null;
  }
}

export class Texts {
  /** `changed(at)` is called whenever it is another whether a text is saved. */
  constructor(changed) {
    this.held = new Map();
    this.opening = new Map();
    this.changed = changed;
  }

  /** Returns the addresses of texts of a dossier that this browser keeps unsaved. */
  static left(dossier) {
    const found = [];
    for (let at = 0; at < localStorage.length; at++) {
      const name = localStorage.key(at);
      if (name.startsWith(`${KEY}${dossier}/`) || name.startsWith(`${KEY}library/`)) found.push(name.slice(KEY.length));
    }
    return found;
  }

  /** Reads a text, unless it is held; what the browser kept of it unsaved is brought back. */
  async open(at) {
    if (this.held.has(at)) return this.held.get(at);
    if (!this.opening.has(at)) this.opening.set(at, this.begin(at).finally(() => this.opening.delete(at)));
    return this.opening.get(at);
  }

  async begin(at) {
    const one = { ...(await this.read(at)), at };
    one.saved = one.head + one.body;
    const own = kept(at);
    if (own && own.head + own.body !== one.saved) {
      Object.assign(one, { head: own.head, body: own.body, line: own.line, base: own.base || "" });
      if (own.digest !== one.digest) one.theirs = { ...one, head: "", body: one.saved };
      one.based = own.digest;
      if (own.digest === one.digest) one.base = one.saved;
    } else {
      one.based = one.digest;
      one.base = one.saved;
      keep(at, null);
    }
    this.held.set(at, one);
    return one;
  }

  async read(at) {
    const { dossier, path } = parted(at);
    return ask(`/api/${dossier}/blocks/text?path=${encodeURIComponent(path)}`);
  }

  /** Lets go of a text whose file was taken out; the browser keeps nothing of it. */
  forget(at) {
    this.held.delete(at);
    keep(at, null);
  }

  /** Whether the file of a text is gone. */
  gone(at) {
    return Boolean(this.held.get(at)?.gone);
  }

  unsaved(at) {
    const one = this.held.get(at);
    return Boolean(one) && one.head + one.body !== one.saved;
  }

  /** Returns all texts that are not saved, by their addresses. */
  all() {
    const found = {};
    for (const [at, one] of this.held) if (this.unsaved(at)) found[at] = one.head + one.body;
    return found;
  }

  /** Returns all texts that are held, with their addresses, as they are now. */
  snapshot() {
    return [...this.held].map(([at, one]) => [at, one.head + one.body]);
  }

  type(at, changes) {
    const one = this.held.get(at);
    Object.assign(one, changes);
    if (changes.head !== undefined) one.line = changes.head.split("\n").length;
    keep(at, this.unsaved(at) ? { head: one.head, body: one.body, line: one.line, digest: one.based, base: one.base } : null);
    this.changed(at);
  }

  /**
   * Saves a text, and returns what became of it: "saved", "merged" with
   * what somebody wrote elsewhere, "nothing" to save, or "conflict": then
   * `theirs` of the text is what the file holds now. Throws a Problem where it cannot be saved.
   */
  async save(at) {
    const one = this.held.get(at);
    while (one?.saving) await one.saving.catch(() => {}); // what was typed since is not in it
    if (!one || !this.unsaved(one.at)) return "nothing";
    const sent = one.head + one.body;
    const { dossier, path } = parted(one.at);
    one.saving = ask(`/api/${dossier}/blocks/text`, { path, text: sent, digest: one.based, base: one.base });
    try {
      const now = await one.saving;
      const there = now.head + now.body;
      const untouched = one.head + one.body === sent;
      Object.assign(one, { digest: now.digest, based: now.digest, saved: there, values: now.values, theirs: null });
      if (there === sent || untouched) one.base = there;
      if (there !== sent && untouched) {
        this.type(one.at, { head: now.head, body: now.body });
        return "merged";
      }
      if (there !== sent) one.based = ""; // typed on meanwhile: the next save shows both versions
      this.type(one.at, {}); // its file may have got another name meanwhile
      return "saved";
    } catch (error) {
      if (error.status !== 409) throw error;
      one.theirs = error.answer.now;
      return "conflict";
    } finally {
      one.saving = null;
    }
  }

  /** Settles a conflict: `text` is what is to stand, based on `theirs`, which the file held. */
  settle(at, text, theirs) {
    const one = this.held.get(at);
    Object.assign(one, { based: theirs.digest, digest: theirs.digest, saved: theirs.head + theirs.body, base: theirs.head + theirs.body, theirs: null });
    const head = headOf(text);
    this.type(at, { head, body: text.slice(head.length) });
  }

  /**
   * Reads what is held again. Returns the addresses of those that changed elsewhere: texts without
   * changes of one's own are those of the file now, others have it as `theirs`.
   */
  async refresh() {
    const found = [];
    for (const [at, one] of this.held) {
      if (one.saving) continue;
      let now;
      try {
        now = await this.read(at);
      } catch (error) {
        if (error.status === 422) one.gone = true;
        continue;
      }
      one.gone = false;
      if (now.digest === one.digest || one.saving) continue;
      const there = now.head + now.body;
      if (!this.unsaved(at) || there === one.head + one.body) {
        Object.assign(one, { ...now, saved: there, base: there, based: now.digest, theirs: null });
        keep(at, null);
      } else {
        Object.assign(one, { theirs: now });
      }
      found.push(at);
    }
    return found;
  }

  /** Lets texts follow their files, which got other names. */
  moved(paths) {
    const held = [...this.held].map(([at, one]) => [paths[at] || at, one]);
    for (const [at, one] of this.held) if (paths[at]) keep(at, null);
    this.held = new Map(held);
    for (const [at, one] of this.held) {
      one.at = at;
      one.path = parted(at).path;
      if (this.unsaved(at)) this.type(at, {});
    }
  }
}

/** Returns the head of a text, with the line of hyphens that ends it; "" where it has none. */
export function headOf(text) {
  return text.match(/^\ufeff?---[ \t]*\r?\n[\s\S]*?^---[ \t]*(?:\r?\n|$)/m)?.[0] ?? "";
}
