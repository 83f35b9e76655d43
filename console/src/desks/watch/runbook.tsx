import { useEffect } from 'react'
import { useLocation } from 'react-router'
import runbook from '../../../../docs/runbook.md?raw'
import { Heading } from '../../view/heading.tsx'
import { Panel } from '../../view/panel.tsx'
import { useWords } from '../../words/words.ts'
import { itemsOf } from './runbook-items.ts'

/** A section of the runbook: its title, the name that alarms call it by, and its paragraphs and commands. */
type Section = { readonly title: string; readonly name: string; readonly text: string }

const sections: readonly Section[] = runbook
  .split(/^## /m)
  .slice(1)
  .map((part) => {
    const [title = '', ...lines] = part.split('\n')
    return { title, name: title.toLowerCase().replaceAll(' ', '-'), text: lines.join('\n').trim() }
  })

/** A paragraph without the marks that a text file carries its emphasis and its links by. */
const plainOf = (text: string): string =>
  text.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1').replaceAll(/\*\*|`/g, '')

const Block = ({ text }: { readonly text: string }) => {
  if (text.includes('```')) return <pre>{text.replaceAll(/^\s*```\w*$/gm, '').trim()}</pre>
  const items = itemsOf(text)
  if (items === undefined) return <p>{plainOf(text)}</p>
  return (
    <ul>
      {items.map((item) => (
        <li key={item}>{plainOf(item)}</li>
      ))}
    </ul>
  )
}

/** The runbook of the alarms, where each of them names its section; it is written in English. */
const Runbook = () => {
  const { say } = useWords()
  const { hash } = useLocation()
  useEffect(() => {
    document.getElementById(hash.slice(1))?.scrollIntoView()
  }, [hash])
  return (
    <>
      <Heading title={['运行手册', 'The runbook']} />
      <p className="quiet">{say('watch.runbook')}</p>
      {sections.map(({ title, name, text }) => (
        <article key={name} id={name} lang="en" className="runbook">
          <Panel title={title}>
            {text.split(/\n\n/).map((each) => (
              <Block key={each} text={each} />
            ))}
          </Panel>
        </article>
      ))}
    </>
  )
}

export default Runbook
