/** A section of the runbook: its title, the name that alarms call it by, and its paragraphs, tables and commands. */
export type Section = { readonly title: string; readonly name: string; readonly text: string }

const partsOf = (text: string): readonly (readonly [heading: string, text: string])[] =>
  text
    .split(/^## /m)
    .slice(1)
    .map((part) => {
      const [heading = '', ...lines] = part.split('\n')
      return [heading, lines.join('\n').trim()] as const
    })

/** The sections as they are written in English: alarms call each by its title. */
export const sectionsOf = (text: string): readonly Section[] =>
  partsOf(text).map(([title, body]) => ({
    ...{ title, name: title.toLowerCase().replaceAll(' ', '-'), text: body },
  }))

/** The sections in Chinese, each under the name of the English one, before its own title. */
export const sectionsInChinese = (text: string): readonly Section[] =>
  partsOf(text).map(([heading, body]) => {
    const [name = '', ...title] = heading.split(' ')
    return { name, title: title.join(' '), text: body }
  })

/** The cells of a table in a text file, the heads first; undefined of a text that is none. */
export const cellsOf = (text: string): readonly (readonly string[])[] | undefined =>
  text.startsWith('|')
    ? text
        .split('\n')
        .filter((line) => !/^\|[-| ]+\|$/.test(line))
        .map((line) =>
          line
            .slice(1, -1)
            .split('|')
            .map((cell) => cell.trim()),
        )
    : undefined
