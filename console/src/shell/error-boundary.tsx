import { Alert } from 'antd'
import { Component, type ReactNode } from 'react'
import type { Words } from '../words/words.ts'

type Props = { readonly words: Words; readonly children: ReactNode }

/** Says that a page failed, in place of a white screen; the menu stays. */
export class ErrorBoundary extends Component<Props, { readonly error?: Error }> {
  override state: { readonly error?: Error } = {}

  static getDerivedStateFromError(error: Error): { readonly error: Error } {
    return { error }
  }

  override render(): ReactNode {
    const { error } = this.state
    if (error === undefined) return this.props.children
    const { say } = this.props.words
    return (
      <Alert
        type="error"
        role="alert"
        title={say('app.broken')}
        description={
          <>
            <p>{say('app.brokenWhy')}</p>
            <code>{error.message}</code>
          </>
        }
      />
    )
  }
}
