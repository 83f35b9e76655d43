import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Checkbox, Form, Input, InputNumber, Select } from 'antd'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { cities } from '../../../shared/kernel/divisions.ts'
import type { Schema } from '../api/operation.ts'
import { fenOfText, yuanText } from '../money/fen.ts'
import { useWords } from '../words/words.ts'
import { DayInput } from './day-input.tsx'
import { FileInput } from './file-input.tsx'
import { kindWithoutTable } from './file-kind.ts'
import { filled, isEmpty, isMonth, plain, variantsOf, withNames } from './values.ts'

type Place = readonly (string | number)[]

type FieldProps = {
  readonly name: string
  readonly schema: Schema
  /** Where its value stands in the form, and where from the list that it is in. */
  readonly place: Place
  readonly within?: Place
  readonly required: boolean
}

type Controlled<Value> = {
  readonly id?: string
  readonly value?: Value
  readonly onChange?: (value: Value | undefined) => void
  readonly disabled?: boolean
}

/** An amount is typed in yuan and kept in whole fen; what is no amount is kept as typed, for the form to refuse. */
const YuanInput = ({ id, value, onChange, disabled }: Controlled<number | string>) => {
  const { say } = useWords()
  const [typed, setTyped] = useState<string>()
  const shown = typed ?? (typeof value === 'number' ? yuanText(value) : (value ?? ''))
  return (
    <Input
      {...(id === undefined ? {} : { id })}
      value={shown}
      suffix={say('app.unit.yuan')}
      inputMode="decimal"
      disabled={disabled ?? false}
      onChange={({ target }) => {
        setTyped(target.value)
        onChange?.(target.value === '' ? undefined : (fenOfText(target.value) ?? target.value))
      }}
      onBlur={() => setTyped(undefined)}
    />
  )
}

const longTexts = /reason|comment|text|terms|object/i

const useInput = (name: string, schema: Schema): ReactNode => {
  const words = useWords()
  const options = (values: Schema['enum'] = []) =>
    values.map((value) => ({ value, label: words.value(value, name) }))
  if (schema.enum === undefined && name === 'city')
    return (
      <Select
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        options={options(cities.map(({ code }) => code))}
      />
    )
  if (schema.enum)
    return <Select allowClear showSearch={{ optionFilterProp: 'label' }} options={options(schema.enum)} />
  if (name === 'contentBase64') return <FileInput />
  if (schema.unit === 'fen') return <YuanInput />
  if (schema.type === 'boolean') return <Checkbox />
  if (schema.type === 'array')
    return schema.items?.enum ? (
      <Select mode="multiple" allowClear options={options(schema.items.enum)} />
    ) : (
      <Select mode="tags" allowClear tokenSeparators={[' ', ',', '，', '、', '\n']} />
    )
  if (schema.type === 'integer' || schema.type === 'number') return <InputNumber style={{ width: '100%' }} />
  if (schema.format === 'date') return <DayInput picker="date" />
  if (isMonth(schema)) return <DayInput picker="month" />
  return longTexts.test(name) ? <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} /> : <Input />
}

const Single = ({ name, schema, place, within, required }: FieldProps) => {
  const words = useWords()
  const input = useInput(name, schema)
  if (schema.const !== undefined) return null
  return (
    <Form.Item
      name={[...(within ?? place)]}
      label={words.field(name)}
      valuePropName={schema.type === 'boolean' ? 'checked' : 'value'}
      rules={[
        ...(required && schema.type !== 'boolean'
          ? [{ required: true, message: words.say('form.required', { name: words.field(name) }) }]
          : []),
        ...(name === 'contentBase64'
          ? [
              {
                validator: (_: unknown, value: unknown) => {
                  const kind = kindWithoutTable(String(value ?? ''))
                  return kind === undefined
                    ? Promise.resolve()
                    : Promise.reject(new Error(words.say('form.noTable', { kind })))
                },
              },
            ]
          : []),
        ...(schema.unit === 'fen'
          ? [
              {
                validator: (_: unknown, value: unknown) =>
                  value === undefined || typeof value === 'number'
                    ? Promise.resolve()
                    : Promise.reject(new Error(words.say('form.noAmount'))),
              },
            ]
          : []),
      ]}
      {...(schema.default === undefined ? {} : { initialValue: schema.default })}
    >
      {input}
    </Form.Item>
  )
}

/** A part of a form; one that may be left out asks for nothing until something is filled in. */
const Group = ({ name, schema, place, within, required }: FieldProps) => {
  const words = useWords()
  const form = Form.useFormInstance()
  const begun = !isEmpty(filled(Form.useWatch([...place], form)))
  return (
    <fieldset className="group">
      <legend>{words.field(name)}</legend>
      <Fields schema={schema} place={place} {...(within ? { within } : {})} optional={!required && !begun} />
    </fieldset>
  )
}

const Rows = ({ name, schema, place, within, required }: FieldProps) => {
  const words = useWords()
  const item = plain(schema.items ?? {})
  return (
    <fieldset className="group">
      <legend>{words.field(name)}</legend>
      <Form.List name={[...(within ?? place)]} {...(required ? { initialValue: [{}] } : {})}>
        {(rows, { add, remove }) => (
          <>
            {rows.map((row, at) => (
              <div className="row" key={row.key}>
                <span className="row-number">{at + 1}</span>
                <div className="row-fields">
                  <Fields schema={item} place={[...place, row.name]} within={[row.name]} />
                </div>
                <Button
                  type="text"
                  aria-label={words.say('form.removeRow', { number: at + 1 })}
                  icon={<DeleteOutlined />}
                  onClick={() => remove(row.name)}
                />
              </div>
            ))}
            <Button type="dashed" block icon={<PlusOutlined />} onClick={() => add({})}>
              {words.say('form.addRow')}
            </Button>
          </>
        )}
      </Form.List>
    </fieldset>
  )
}

const discriminatorOf = (variants: readonly Schema[]): string | undefined =>
  Object.entries(variants[0]?.properties ?? {}).find(([, { const: fixed }]) => fixed !== undefined)?.[0]

/** A choice between kinds of one thing: who fills in first says which kind it is. */
const Variants = ({
  variants,
  place,
  within,
}: {
  readonly variants: readonly Schema[]
  readonly place: Place
  readonly within?: Place
}) => {
  const words = useWords()
  const kind = discriminatorOf(variants)
  const form = Form.useFormInstance()
  const chosen: unknown = Form.useWatch([...place, kind ?? ''], form)
  if (kind === undefined) {
    const [first] = variants
    return first ? <Fields schema={first} place={place} {...(within ? { within } : {})} /> : null
  }
  const kindOf = (variant: Schema) => variant.properties?.[kind]?.const
  const now = variants.find((variant) => kindOf(variant) === chosen)
  return (
    <>
      <Form.Item
        name={[...(within ?? place), kind]}
        label={words.field(kind)}
        rules={[{ required: true, message: words.say('form.required', { name: words.field(kind) }) }]}
      >
        <Select
          options={variants.map((variant) => ({
            value: kindOf(variant) as string,
            label: words.value(kindOf(variant), kind),
          }))}
        />
      </Form.Item>
      {now && <Fields schema={now} place={place} {...(within ? { within } : {})} without={kind} />}
    </>
  )
}

const Field = (props: FieldProps) => {
  const schema = withNames(plain(props.schema))
  const variants = variantsOf(schema)
  if (variants)
    return (
      <Variants variants={variants} place={props.place} {...(props.within ? { within: props.within } : {})} />
    )
  if (schema.properties) return <Group {...props} schema={schema} />
  if (schema.type === 'array' && plain(schema.items ?? {}).properties)
    return <Rows {...props} schema={schema} />
  return <Single {...props} schema={schema} />
}

/** The fields of an object, drawn from its schema, required ones first. */
export const Fields = ({
  schema,
  place,
  within,
  without,
  optional = false,
}: {
  readonly schema: Schema
  readonly place: Place
  readonly within?: Place
  readonly without?: string
  /** Whether the whole may be left out. */
  readonly optional?: boolean
}) => {
  const variants = variantsOf(schema)
  if (variants) return <Variants variants={variants} place={place} {...(within ? { within } : {})} />
  const needed = new Set(schema.required ?? [])
  const all = Object.entries(schema.properties ?? {}).filter(([name]) => name !== without)
  const inOrder = [...all.filter(([name]) => needed.has(name)), ...all.filter(([name]) => !needed.has(name))]
  return inOrder.map(([name, field]) => (
    <Field
      key={name}
      name={name}
      schema={field}
      place={[...place, name]}
      {...(within ? { within: [...within, name] } : {})}
      required={!optional && needed.has(name)}
    />
  ))
}
