/**
 * Gives every style element that a library makes the nonce of this page. Most of antd takes it as a setting; what measures
 * the scroll bar does not, and the page's policy would refuse it.
 */
export const giveStylesTheNonce = (): void => {
  const nonce = document.querySelector('meta[name="style-nonce"]')?.getAttribute('content') ?? ''
  const create = document.createElement.bind(document)
  document.createElement = ((name: string, options?: ElementCreationOptions) => {
    const element = create(name, options)
    if (name.toLowerCase() === 'style') element.nonce = nonce
    return element
  }) as typeof document.createElement
}
