/** The name of a desk or a page in the menu, with how many rows of it wait for whoever looks. */
export const Counted = ({ name, count }: { readonly name: string; readonly count: string }) =>
  count === '' ? (
    name
  ) : (
    <span className="counted">
      <span>{name}</span>
      <span className="count">{count}</span>
    </span>
  )
