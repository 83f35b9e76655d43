/** One of a few values, chosen by the browser's own list: smaller than a drawn one, and every reader aid knows it. */
export const Chooser = <Value extends string>({
  label,
  value,
  options,
  onChoose,
}: {
  readonly label: string
  readonly value: Value
  readonly options: readonly { readonly value: Value; readonly label: string }[]
  readonly onChoose: (value: Value) => void
}) => (
  <select
    className="chooser"
    aria-label={label}
    value={value}
    onChange={({ target }) => onChoose(target.value as Value)}
  >
    {options.map((each) => (
      <option key={each.value} value={each.value}>
        {each.label}
      </option>
    ))}
  </select>
)
