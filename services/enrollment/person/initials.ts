const latin = /^[A-Z]$/

/**
 * The first letters of a name's characters as they are pronounced; surnames are read as surnames (单 is `s`). A name in
 * Latin letters is itself. The readings are half a megabyte of data, so they are loaded when a name is first asked for.
 * They decide where persons are found: another version of them is a change of what is stored.
 */
export const initialsOf = async (normalName: string): Promise<string> => {
  const { pinyin } = await import('pinyin-pro')
  const letters = pinyin(normalName, { pattern: 'first', toneType: 'none', type: 'array', surname: 'head' })
  return letters
    .map((letter) => letter.toUpperCase())
    .filter((letter) => latin.test(letter))
    .join('')
    .toLowerCase()
}
