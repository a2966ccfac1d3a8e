// The Jupyter host of every element: appended by widgets.py to an element's file, so that one file serves site and notebook.
export default {
  /** @param {{ model: { get(name: string): any, set(name: string, value: any): void, save_changes(): void,
   *   on(event: string, call: () => void): void, off(event: string, call: () => void): void }, el: HTMLElement }} host */
  render({ model, el }) {
    const show = () => {
      el.lang = model.get("lang");
      el.classList.add("outreach");
      el.innerHTML = model.get("html");
    };
    const onAnswer = (/** @type {Event} */ event) => {
      model.set("answer", /** @type {CustomEvent} */ (event).detail);
      model.save_changes();
    };
    show();
    el.addEventListener("outreach-answer", onAnswer);
    model.on("change:html", show);
    return () => {
      el.removeEventListener("outreach-answer", onAnswer);
      model.off("change:html", show);
    };
  },
};
