import type { Express, NextFunction, Request, Response } from 'express';
import { json, raw, text, urlencoded } from 'express';
import type { HostContext } from './context';
import type { Deployed } from './deployed';

type HttpFunction = Extract<Deployed, { kind: 'callable' | 'https' | 'schedule' | 'task' }>;

/**
 * Mounts functions at `/PROJECT/REGION/NAME`, with the request prepared as in production: body
 * parsed by its type, the bytes in `rawBody`, the path relative to the function.
 */
export function serveHttpFunctions(
  app: Express,
  { projectId, region, report }: HostContext,
  functions: readonly HttpFunction[],
): void {
  const options = {
    limit: '32mb',
    verify: (request: object, _: unknown, rawBody: Buffer) => {
      Object.assign(request, { rawBody });
    },
  };
  const bodyParsers = [
    json({ ...options, type: ['application/json', 'application/*+json'] }),
    urlencoded({ ...options, extended: true }),
    text(options),
    raw({ ...options, type: '*/*' }),
  ];
  for (const { name, handle } of functions) {
    app.use(
      `/${projectId}/${region}/${name}`,
      bodyParsers,
      async (request: Request, response: Response) => {
        request.body ??= {};
        try {
          await handle(request, response);
        } catch (error) {
          report({ name, id: request.originalUrl, attempt: 1, error, retried: false });
          if (!response.headersSent) response.sendStatus(500);
        }
      },
    );
  }
  app.use(refuseUnreadable);
}

/** A body that cannot be read is its sender's fault, and nothing to log. */
function refuseUnreadable(
  error: { status?: number },
  _: Request,
  response: Response,
  next: NextFunction,
): void {
  if (error.status === undefined || response.headersSent) next(error);
  else response.status(error.status).json({ error: { reason: 'unreadable-body' } });
}
