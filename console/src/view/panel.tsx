import { Skeleton } from 'antd'
import type { ReactNode } from 'react'

/** A part of a page under its own head. antd's card brings tabs with it, which no page of ours has. */
export const Panel = ({
  title,
  extra,
  loading = false,
  className = '',
  children,
}: {
  readonly title: ReactNode
  /** What stands at the end of the head. */
  readonly extra?: ReactNode
  readonly loading?: boolean
  readonly className?: string
  readonly children?: ReactNode
}) => (
  <section className={`panel ${className}`}>
    <header className="panel-head">
      <h2>{title}</h2>
      {extra}
    </header>
    <div className="panel-body">{loading ? <Skeleton active /> : children}</div>
  </section>
)
