// The Jupyter host of every element: appended by widgets.py to an element's file, so that one file serves site and notebook.
export default {
  /** @param {{ model: { get(name: string): any, set(name: string, value: any): void, save_changes(): void,
   *   on(event: string, call: () => void): void, off(event: string, call: () => void): void }, el: HTMLElement }} host */
  render({ model, el }) {
    let ours = false;
    /** The element that keeps something in traits of its own, if there is one: it names them in `traits`. */
    const keeper = () => [...el.querySelectorAll("*")].find((part) => part.constructor.traits);
    /** What the traits hold goes to the element: after a reload, from Python, from another view of the same widget. */
    const restore = () => {
      const part = keeper();
      if (!part || ours) return;
      part.restore(Object.fromEntries(part.constructor.traits.map((name) => [name, model.get(name)])));
    };
    const show = () => {
      el.lang = model.get("lang");
      el.classList.add("outreach");
      el.innerHTML = model.get("html");
      customElements.upgrade(el);
      restore();
    };
    const carry = (/** @type {Record<string, any>} */ values) => {
      ours = true;
      for (const [name, value] of Object.entries(values)) model.set(name, value);
      ours = false;
      model.save_changes();
    };
    const onAnswer = (/** @type {Event} */ event) => carry({ answer: /** @type {CustomEvent} */ (event).detail });
    const onState = (/** @type {Event} */ event) => carry(/** @type {CustomEvent} */ (event).detail);
    show();
    const watched = keeper() ? keeper().constructor.traits.map((/** @type {string} */ name) => `change:${name}`) : [];
    el.addEventListener("outreach-answer", onAnswer);
    el.addEventListener("outreach-state", onState);
    model.on("change:html", show);
    for (const event of watched) model.on(event, restore);
    return () => {
      el.removeEventListener("outreach-answer", onAnswer);
      el.removeEventListener("outreach-state", onState);
      model.off("change:html", show);
      for (const event of watched) model.off(event, restore);
    };
  },
};
