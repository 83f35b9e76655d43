const nameOf = (field: Element): string | undefined => {
  const own = field.getAttribute('aria-label')
  const label = field.id === '' ? null : document.querySelector(`label[for="${CSS.escape(field.id)}"]`)
  return own ?? label?.textContent ?? undefined
}

/** Calls every list that drops down as the field is called that it belongs to; the library leaves it without a name. */
export const nameLists = (): void => {
  const watch = new MutationObserver(() => {
    for (const list of document.querySelectorAll('[role=listbox]:not([aria-label])')) {
      const field = document.querySelector(`[aria-controls="${CSS.escape(list.id)}"]`)
      const name = field === null ? undefined : nameOf(field)
      if (name !== undefined) list.setAttribute('aria-label', name)
    }
  })
  watch.observe(document.body, { childList: true, subtree: true })
}
