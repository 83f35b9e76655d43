import { type ReactNode, useEffect } from 'react'
import type { Said } from '../words/said.ts'
import { useWords } from '../words/words.ts'

/** The head of a page, which is also the title of its tab. */
export const Heading = ({ title, children }: { readonly title: Said; readonly children?: ReactNode }) => {
  const { either, say } = useWords()
  const text = either(title)
  useEffect(() => {
    document.title = `${text} · ${say('app.short')}`
  }, [text, say])
  return (
    <header className="page-head">
      <h1>{text}</h1>
      {children}
    </header>
  )
}
