import type { Row } from '../../view/table.tsx'
import { useWords } from '../../words/words.ts'
import { headInEnglish } from './analysis-heads.ts'

type Table = { readonly columns: readonly string[]; readonly rows: readonly (readonly string[])[] }
type Section = {
  readonly title: string
  readonly words: readonly string[]
  readonly tables: readonly Table[]
}
type Analysis = { readonly title: string; readonly sections: readonly Section[] }

/** A head of the document; for a reader in English with what it means before it. */
const Head = ({ text }: { readonly text: string }) => {
  const { language } = useWords()
  const english = language === 'en' ? headInEnglish(text) : undefined
  if (english === undefined) return text
  return (
    <>
      <span lang="en">{english}</span> <span>{text}</span>
    </>
  )
}

const SectionTable = ({ table: { columns, rows } }: { readonly table: Table }) =>
  rows.length === 0 ? null : (
    <table className="heat">
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              <Head text={column} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.join()}>
            {row.map((cell, index) => (
              <td key={columns[index]}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )

/** The monthly analysis as it is read, a document in Chinese; the page for print is saved from the same operation. */
const AnalysisPicture = ({ record }: { readonly record: Row }) => {
  const { title, sections } = record as unknown as Analysis
  return (
    <article className="panel panel-body" lang="zh-CN">
      <h2>{title}</h2>
      {sections.map((section) => (
        <section key={section.title}>
          <h3>
            <Head text={section.title} />
          </h3>
          {section.words.map((words) => (
            <p key={words}>{words}</p>
          ))}
          {section.tables.map((table) => (
            <SectionTable key={table.columns.join()} table={table} />
          ))}
        </section>
      ))}
    </article>
  )
}

export default AnalysisPicture
