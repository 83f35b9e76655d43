/** A national ID number anywhere in a text, of 18 characters or of the old 15. */
const idNumber = /\b(\d{6})(?:\d{8}(\d{3}[\dXx])|\d{6}(\d{3}))\b/g

/** Masks the birth date in the middle of ID numbers, so that no text that is kept or shown identifies a person. */
export const maskPersonalData = (text: string): string => text.replace(idNumber, '$1********$2$3')
