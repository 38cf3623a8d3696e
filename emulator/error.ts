/** An error answer of the emulated AWS: `code` and `message` travel to the client in the service's own error shape. */
export class AwsError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly status = 400,
  ) {
    super(message);
    this.name = 'AwsError';
  }
}
