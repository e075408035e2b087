/** Shows a hint while there is more in an element than its width shows. */
export function hintAtScrolling(scroller: HTMLElement, hint: HTMLElement): void {
  const update = () => {
    hint.hidden = scroller.scrollWidth <= scroller.clientWidth
  }
  const observer = new ResizeObserver(update)
  observer.observe(scroller)
  for (const child of scroller.children) observer.observe(child)
}
