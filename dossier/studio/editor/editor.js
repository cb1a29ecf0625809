// The editor of the studio: CodeMirror with our Markdown, what may be put in, and what is wrong.
// It is bundled into ../assets/editor.bundle.js by bundle.py; views import it from there.
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap, startCompletion } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { markdown, markdownKeymap, markdownLanguage } from "@codemirror/lang-markdown";
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { MergeView } from "@codemirror/merge";
import { search, searchKeymap } from "@codemirror/search";
import { Annotation, Compartment, EditorState } from "@codemirror/state";
import { Decoration, drawSelection, EditorView, highlightSpecialChars, keymap, MatchDecorator, ViewPlugin } from "@codemirror/view";
import { tags } from "@lezer/highlight";

/** Marks a change that the page made, not the author: it is not told to `onChange`. */
const ours = Annotation.define();

const colours = HighlightStyle.define([
  { tag: tags.heading, fontWeight: "700", color: "var(--accent)" },
  { tag: tags.strong, fontWeight: "700" },
  { tag: tags.emphasis, fontStyle: "italic" },
  { tag: tags.link, color: "var(--accent)" },
  { tag: tags.url, color: "var(--quiet)" },
  { tag: tags.monospace, fontFamily: "var(--mono)" },
  { tag: tags.comment, color: "var(--quiet)", fontStyle: "italic" }, // a remark for authors, which does not print
  { tag: tags.quote, color: "var(--quiet)" },
  { tag: tags.processingInstruction, color: "var(--quiet)" },
  { tag: tags.contentSeparator, color: "var(--quiet)" },
]);

const look = EditorView.theme({
  "&": { color: "var(--ink)", backgroundColor: "var(--paper)", border: "1px solid var(--edge)", borderRadius: "var(--radius)" },
  "&.cm-focused": { outline: "3px solid var(--accent)", outlineOffset: "1px" },
  ".cm-content": { fontFamily: "var(--sans)", fontSize: "1rem", lineHeight: "1.55", padding: ".75rem 0", caretColor: "var(--ink)" },
  ".cm-line": { padding: "0 .75rem" },
  ".cm-cursor": { borderLeftColor: "var(--ink)", borderLeftWidth: "2px" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": { background: "var(--chosen)" },
  ".cm-gutters": { backgroundColor: "transparent", color: "var(--quiet)", border: "0" },
  ".cm-tooltip": { backgroundColor: "var(--paper)", color: "var(--ink)", border: "1px solid var(--edge)", borderRadius: "var(--radius)", fontFamily: "var(--sans)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "var(--sans)", maxHeight: "18rem", maxWidth: "min(36rem, 90vw)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: ".3rem .6rem", whiteSpace: "normal" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": { backgroundColor: "var(--accent)", color: "var(--on-accent)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > completion-section": { color: "var(--quiet)", borderBottom: "1px solid var(--rule)", padding: ".3rem .6rem 0", opacity: "1" },
  ".cm-completionDetail": { fontStyle: "normal", color: "inherit", opacity: ".8" },
  ".cm-panels": { backgroundColor: "var(--wash)", color: "var(--ink)" },
  ".cm-textfield": { backgroundColor: "var(--paper)", border: "1px solid var(--edge)" },
  ".cm-button": { backgroundImage: "none", backgroundColor: "var(--paper)", color: "var(--ink)", border: "1px solid var(--edge)" },
  ".cm-diagnostic": { padding: ".4rem .6rem" },
  ".cm-diagnostic-error": { borderLeftColor: "var(--error)" },
  ".cm-diagnostic-warning": { borderLeftColor: "var(--warning)" },
  ".cm-ask": { backgroundColor: "var(--wash)", color: "var(--accent)", borderRadius: "3px" },
  ".cm-note-call": { color: "var(--accent)", fontSize: ".9em" },
  ".cm-changedLine, .cm-inserted": { backgroundColor: "var(--added)" },
  ".cm-deletedChunk, .cm-deleted": { backgroundColor: "var(--removed)" },
  ".cm-changedText": { background: "var(--added)", textDecoration: "underline" },
});

/** What our Markdown has beyond the usual: values in braces, citations, notes. */
const marks = new MatchDecorator({
  regexp: /\{[#A-Za-z][^{}\n]*\}|\[@[^\]\n]*\]|\[\^[^\]\n]*\]/g,
  decoration: ([found]) => Decoration.mark({ class: found.startsWith("[^") ? "cm-note-call" : "cm-ask" }),
});
const marked = ViewPlugin.fromClass(
  class {
    constructor(view) {
      this.decorations = marks.createDeco(view);
    }
    update(update) {
      this.decorations = marks.updateDeco(update, this.decorations);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);

/** Returns what all our editors have; `label` is their name for those who do not see them. */
function basics({ label, nonce, language = "" }) {
  const attributes = { "aria-label": label, spellcheck: "true", autocapitalize: "sentences", tabindex: "0" };
  if (language) attributes.lang = language;
  return [
    EditorView.cspNonce.of(nonce),
    EditorView.contentAttributes.of(attributes),
    EditorView.lineWrapping,
    highlightSpecialChars(),
    drawSelection(),
    markdown({ base: markdownLanguage, completeHTMLTags: false, addKeymap: false }),
    syntaxHighlighting(colours),
    look,
    marked,
  ];
}

/** Returns a completion source of CodeMirror that asks `complete`. */
function source(complete) {
  return async (context) => {
    const line = context.state.doc.lineAt(context.pos);
    const stop = new AbortController();
    context.addEventListener("abort", () => stop.abort(), { onDocChange: true });
    try {
      const found = await complete({
        text: context.state.doc.toString(),
        position: context.pos,
        before: line.text.slice(0, context.pos - line.from),
        asked: context.explicit,
        signal: stop.signal,
      });
      if (!found || context.aborted) return null;
      return { filter: false, ...found };
    } catch (error) {
      if (error.name !== "AbortError") console.warn(error);
      return null;
    }
  };
}

/** Returns where in the text a finding is: its own place, its excerpt, or its whole line. */
function place(doc, { from, to, line, excerpt }) {
  if (from !== undefined) return { from: Math.min(from, doc.length), to: Math.min(to ?? from, doc.length) };
  const first = doc.line(Math.min(Math.max(line || 1, 1), doc.lines));
  if (excerpt) {
    const at = doc.sliceString(first.from).indexOf(excerpt);
    if (at >= 0) return { from: first.from + at, to: first.from + at + excerpt.length };
  }
  return { from: first.from, to: first.to };
}

/**
 * Makes an editor of `text` in `parent`.
 *
 * - `label`: its name for screen readers; `language`: the text's, such as "en-GB"; `nonce`: the page's.
 * - `complete({text, position, before, asked, signal})` returns a promise of null or of
 *   `{from, options: [{label, detail, info, section, apply}], filter}`; it is asked at each letter
 *   typed and on Ctrl-Space. A bracket that is opened is closed at once: `apply` need not do so. A bracket that is opened is closed at once: `apply` need not do so.
 * - `onChange(text)` after each change of the author's; `onSave()` on Ctrl-S; `onBlur()`.
 * - `readOnly`: nothing can be changed.
 *
 * Texts keep the line ends that they came with. Tab leaves the editor, as in any form.
 */
export function createEditor({ parent, text = "", label, nonce = "", language = "", complete = null, onChange = null, onSave = null, onBlur = null, readOnly = false }) {
  let ending = "\n";
  const locked = new Compartment();
  const lock = (yes) => [EditorState.readOnly.of(yes), EditorView.editable.of(!yes)];
  const returned = (doc) => doc.toString().replaceAll("\n", ending);
  const save = { key: "Mod-s", preventDefault: true, run: () => (onSave?.(), true) };
  const extensions = [
    basics({ label, nonce, language }),
    history(),
    closeBrackets(),
    markdownLanguage.data.of({ closeBrackets: { brackets: ["(", "[", "{"] } }), // quotation marks are words here
    complete ? autocompletion({ override: [source(complete)], activateOnTypingDelay: 60, icons: false }) : [],
    lintGutter(),
    search({ top: true }),
    keymap.of([save, ...closeBracketsKeymap, ...markdownKeymap, ...defaultKeymap, ...searchKeymap, ...historyKeymap, ...completionKeymap, ...lintKeymap]),
    locked.of(lock(readOnly)),
    EditorView.updateListener.of((update) => {
      if (update.docChanged && !update.transactions.every((each) => each.annotation(ours))) onChange?.(returned(update.state.doc));
      if (update.focusChanged && !update.view.hasFocus) onBlur?.();
    }),
  ];
  /** Returns a new state, with an undo of its own: undo never leads into another text. */
  const state = (next) => {
    ending = next.includes("\r\n") ? "\r\n" : "\n";
    return EditorState.create({ doc: next, extensions });
  };
  const view = new EditorView({ state: state(text), parent });
  return {
    view,
    text: () => returned(view.state.doc),
    /** Shows another text, whose undo begins anew. */
    open: (next) => view.setState(state(next)),
    /** Brings in a text that changed elsewhere; the cursor stays, and undo takes it back. */
    replace(next) {
      const changed = next.replaceAll("\r\n", "\n");
      const old = view.state.doc.toString();
      let start = 0;
      while (start < old.length && start < changed.length && old[start] === changed[start]) start++;
      let end = 0;
      while (end < old.length - start && end < changed.length - start && old.at(-1 - end) === changed.at(-1 - end)) end++;
      if (start === old.length && start === changed.length) return;
      view.dispatch({ changes: { from: start, to: old.length - end, insert: changed.slice(start, changed.length - end) }, annotations: ours.of(true) });
    },
    /** Shows findings: `{line, excerpt, from, to, severity, message, hint, rule}`. */
    setFindings(findings) {
      const shown = findings.map((each) => ({
        ...place(view.state.doc, each),
        severity: each.severity === "error" ? "error" : "warning",
        source: each.rule,
        message: each.hint ? `${each.message}\n${each.hint}` : each.message,
      }));
      view.dispatch(setDiagnostics(view.state, shown));
    },
    /** Puts words in the place of what is chosen, as if they were typed. */
    insert(words) {
      view.dispatch(view.state.replaceSelection(words), { userEvent: "input", scrollIntoView: true });
      view.focus();
    },
    /** Goes to a line, or to the words `excerpt` from there on. */
    goTo(where) {
      const { from, to } = place(view.state.doc, where);
      view.dispatch({ selection: { anchor: from, head: to }, effects: EditorView.scrollIntoView(from, { y: "center" }) });
      view.focus();
    },
    suggest: () => startCompletion(view),
    lock: (yes) => view.dispatch({ effects: locked.reconfigure(lock(yes)) }),
    focus: () => view.focus(),
    destroy: () => view.destroy(),
  };
}

/**
 * Shows two texts side by side in `parent`, to settle a conflict: theirs to read, mine to change.
 * A button beside each difference takes theirs over. `text()` is what mine came to.
 */
export function createMerge({ parent, theirs, mine, labels = ["As it is now", "As you wrote it"], nonce = "", language = "", onChange = null }) {
  const ending = mine.includes("\r\n") ? "\r\n" : "\n";
  const returned = (doc) => doc.toString().replaceAll("\n", ending);
  const told = EditorView.updateListener.of((update) => update.docChanged && onChange?.(returned(update.state.doc)));
  const view = new MergeView({
    parent,
    a: { doc: theirs, extensions: [basics({ label: labels[0], nonce, language }), EditorState.readOnly.of(true)] },
    b: { doc: mine, extensions: [basics({ label: labels[1], nonce, language }), history(), keymap.of([...defaultKeymap, ...historyKeymap]), told] },
    revertControls: "a-to-b",
    renderRevertControl: () => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "plain";
      button.textContent = "→";
      button.title = "Take this over";
      button.setAttribute("aria-label", "Take this over");
      return button;
    },
    gutter: true,
  });
  return { view, text: () => returned(view.b.state.doc), focus: () => view.b.focus(), destroy: () => view.destroy() };
}
