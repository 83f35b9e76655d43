/** A code, with the name of what it is the code of below it as soon as that is known. */
export const CodeName = ({
  code,
  name,
}: {
  readonly code: string
  readonly name: string | null | undefined
}) => (
  <span className="code-name">
    <span className="short">{code}</span>
    {name && <span className="name">{name}</span>}
  </span>
)
