// The name under which somebody answers and settles what readers wrote: asked once, known from then on.

/** Returns the name that this browser knows; `author` is what the project knows, perhaps "". */
export function signature(author) {
  try {
    return localStorage.getItem("name") || author;
  } catch {
    return author;
  }
}

export function keepSignature(name) {
  try {
    localStorage.setItem("name", name);
  } catch {
    // The browser keeps nothing: it is asked again on the next page.
  }
}
