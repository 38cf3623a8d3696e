/** What is really loaded, asked of the compiled files: there, imports of types alone are gone. */
export default {
  forbidden: [
    {
      name: 'the-model-calls-nobody',
      comment: 'network, reach and check work on facts; only account/ and the life cycle call AWS',
      severity: 'error',
      from: { path: '^dist/lib/(network|reach|check)/' },
      to: { path: '(@aws-sdk|@smithy|aws-cdk)' },
    },
    {
      name: 'a-folder-is-read-without-the-sdk',
      comment: 'what is read from files needs no AWS, and starts at once',
      severity: 'error',
      from: { path: '^dist/lib/account/(dump|combine)[.]js$' },
      to: { path: '(@aws-sdk|@smithy|aws-cdk)', reachable: true },
    },
  ],
  options: { doNotFollow: { path: 'node_modules' } },
};
