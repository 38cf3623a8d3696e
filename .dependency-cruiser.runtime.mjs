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
  ],
  options: { doNotFollow: { path: 'node_modules' } },
};
