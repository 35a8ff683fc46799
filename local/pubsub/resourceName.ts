import { invalidArgument } from './rpcError';

const ID = /^(?!goog)[A-Za-z][A-Za-z0-9\-_.~+%]{2,254}$/;

/**
 * The project and the id in `projects/{project}/topics/{id}` or `projects/{project}/subscriptions/{id}`.
 * @throws INVALID_ARGUMENT when the name breaks the rules of
 * https://cloud.google.com/pubsub/docs/pubsub-basics#resource_names
 */
export function parseName(name: string, kind: 'topics' | 'subscriptions') {
  const [projects, project = '', kindFound, id = '', ...rest] = name.split('/');
  if (projects !== 'projects' || !project || kindFound !== kind || rest.length || !ID.test(id)) {
    throw invalidArgument(`Invalid [${kind}] name: (name=${name})`);
  }
  return { project, id };
}
