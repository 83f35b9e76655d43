import { Alert, Button, Form, Space } from 'antd'
import { useState } from 'react'
import type { Input } from '../api/call.ts'
import { call } from '../api/call.ts'
import type { Operation, Parameter, Schema } from '../api/operation.ts'
import { CallFailed, type Problem } from '../api/problem.ts'
import { usePageSays } from '../view/page-says.ts'
import { SpokenOf, useWords } from '../words/words.ts'
import { aboutOf, begunWith } from './begun.ts'
import { Fields } from './fields.tsx'
import { ProblemNotice } from './problem-notice.tsx'
import { filled, placeOf, withoutBareLists } from './values.ts'

type Given = {
  readonly params?: Record<string, unknown>
  readonly body?: Record<string, unknown>
  /** What the body begins with, for whoever fills it in to change. */
  readonly first?: Record<string, unknown>
}

const schemaOf = (parameters: readonly Parameter[]): Schema => ({
  properties: Object.fromEntries(parameters.map(({ name, schema }) => [name, schema])),
  required: parameters.filter(({ required }) => required).map(({ name }) => name),
})

type Props = {
  readonly operation: Operation
  /** What is known already and not asked for again. */
  readonly given?: Given
  /** What its button says; what the operation is called, where it is not said. */
  readonly title?: string
  readonly onDone: (answer: unknown) => void
  readonly onCancel?: () => void
  readonly onRefused?: () => void
}

const notGiven = (parameters: readonly Parameter[], given: Record<string, unknown> = {}) =>
  parameters.filter(({ name }) => !(name in given))

const isNamed = (schema: Schema | undefined, [name]: readonly (string | number)[]): boolean =>
  name !== undefined && schema?.properties?.[String(name)] !== undefined

/**
 * A form of an operation, drawn from its contract. Its key is made when it opens: sent again after a lost answer it is the
 * same command, which is done once. A refusal stands beside the field that it names, and nothing typed is lost.
 */
export const OperationForm = ({ operation, given = {}, title, onDone, onCancel, onRefused }: Props) => {
  const words = useWords()
  const [form] = Form.useForm()
  const [key, setKey] = useState(() => crypto.randomUUID())
  const [problem, setProblem] = useState<Problem>()
  const [sending, setSending] = useState(false)
  const params = notGiven(operation.params, given.params)
  const said = aboutOf(usePageSays())

  const show = (fault: Problem) => {
    setProblem(fault)
    const place = fault.field === undefined ? [] : placeOf(fault.field)
    const words_ = [words.language === 'zh' ? fault.detailZh : fault.detail]
    if (isNamed(operation.body, place)) form.setFields([{ name: ['body', ...place], errors: words_ }])
    else if (params.some(({ name }) => name === place[0]))
      form.setFields([{ name: ['params', ...place], errors: words_ }])
  }

  const submit = async (values: Given) => {
    setSending(true)
    setProblem(undefined)
    const typed = withoutBareLists(filled(values.body ?? {}) as object, operation.body)
    const body = { ...typed, ...given.body }
    const input: Input = {
      params: { ...values.params, ...given.params },
      ...(operation.body ? { body } : {}),
      ...(operation.keyed ? { key } : {}),
    }
    try {
      onDone(await call(operation.id, input))
    } catch (error) {
      if (!(error instanceof CallFailed)) throw error
      // A refused command changed nothing, and comes again with other content: that is another command.
      if (error.problem.status >= 400 && error.problem.status < 500 && error.problem.status !== 401) {
        setKey(crypto.randomUUID())
        onRefused?.()
      }
      show(error.problem)
    } finally {
      setSending(false)
    }
  }

  const hasFields = params.length > 0 || operation.body !== undefined
  return (
    <Form
      form={form}
      layout="vertical"
      onFinish={submit}
      disabled={sending}
      scrollToFirstError
      initialValues={{
        params: begunWith(schemaOf(params), said),
        body: { ...begunWith(operation.body ?? {}, said), ...given.first },
      }}
    >
      {!hasFields && <Alert type="info" title={words.say('form.nothingToFill')} />}
      {params.length > 0 && <Fields schema={schemaOf(params)} place={['params']} />}
      {operation.body && (
        <SpokenOf value={operation.id}>
          <Fields schema={withoutGiven(operation.body, given.body)} place={['body']} />
        </SpokenOf>
      )}
      {problem && <ProblemNotice problem={problem} />}
      <Space className="form-end">
        <Button type="primary" htmlType="submit" loading={sending}>
          {title ?? words.operation(operation.id)}
        </Button>
        {onCancel && <Button onClick={onCancel}>{words.say('form.cancel')}</Button>}
      </Space>
    </Form>
  )
}

const withoutGiven = (schema: Schema, given: Record<string, unknown> = {}): Schema => ({
  ...schema,
  ...(schema.properties
    ? {
        properties: Object.fromEntries(
          Object.entries(schema.properties).filter(([name]) => !(name in given)),
        ),
      }
    : {}),
})
