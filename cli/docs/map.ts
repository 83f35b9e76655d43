/** A feature of a service, as the service's `features.ts` names it. */
export type Feature = { readonly folder: string; readonly holds: string }

const sentence = (text: string): string =>
  `${text.charAt(0).toUpperCase()}${text.slice(1).replace(/\.$/, '')}.`

const section = ({ name, features }: { name: string; features: readonly Feature[] }): string =>
  [
    `## ${name}`,
    '',
    '| folder | what it holds |',
    '|---|---|',
    ...features.map(({ folder, holds }) => `| \`services/${name}/${folder}\` | ${sentence(holds)} |`),
  ].join('\n')

/** Which folder to open for a change: the features of every service, from the ground floor up. */
export const mapDocument = (services: readonly { name: string; features: readonly Feature[] }[]): string =>
  [
    '# Where to open the code',
    'Each service is made of features, one folder for each thing that the bureau does. A feature imports only those above it in its table, which a test holds. Inside a feature, `rules/` is pure, `store.ts` has its records, `routes.ts` its operations, and the other files are its use cases. This page is written by `npm run docs` from the services themselves.',
    ...services.map(section),
  ].join('\n\n')
