/** A certificate as a look-up names it. */
export type Certificate = { readonly type: string; readonly number: string }

/** The kinds whose numbers are written like one, the likeliest first; a number of several kinds is looked up as each. */
const forms: readonly (readonly [type: string, form: RegExp])[] = [
  ['foreign-residence-card', /^(?:9\d{16}[\dX]|[A-Z]{3}\d{12})$/],
  ['id-card', /^(?:\d{15}|[1-8]\d{16}[\dX])$/],
  ['hk-macao-travel-permit', /^[HM](?:\d{8}|\d{10})$/],
  ['birth-certificate', /^[A-Z]\d{9}$/],
  ['taiwan-travel-permit', /^(?:\d{8}|\d{10})$/],
  ['passport', /^(?=.*\d)[A-Z\d]{5,17}$/],
]

/** The certificates that a text may be the number of; none where it is a name or letters. */
export const certificatesIn = (text: string): Certificate[] => {
  const number = text.normalize('NFKC').replace(/\s+/gu, '').toUpperCase()
  return forms.flatMap(([type, form]) => (form.test(number) ? [{ type, number }] : []))
}
