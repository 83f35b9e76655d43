/** The items of a list in a text file, each with the lines that belong to it; undefined of a text that is no list. */
export const itemsOf = (text: string): readonly string[] | undefined =>
  /^\s*(?:-|\d+\.) /.test(text)
    ? text
        .split(/\n(?=\s*(?:-|\d+\.) )/)
        .map((item) => item.replace(/^\s*(?:-|\d+\.) /, '').replaceAll(/\s*\n\s*/g, ' '))
    : undefined
