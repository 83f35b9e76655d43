/** How files begin, in base64, that hold no table whatever they are called. */
const beginnings: Readonly<Record<string, string>> = {
  PNG: 'iVBORw0KGgo',
  JPEG: '/9j/',
  GIF: 'R0lGOD',
  PDF: 'JVBERi0',
}

/** The kind of a file that holds no table; undefined of any that may hold one, which its service then judges. */
export const kindWithoutTable = (base64: string): string | undefined =>
  Object.entries(beginnings).find(([, beginning]) => base64.startsWith(beginning))?.[0]
