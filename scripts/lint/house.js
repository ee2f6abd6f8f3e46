/** The one lint rule of our own that oxlint does not bring. */

const message = 'This reads the clock: use now(key) in a flow, the business clock given to a command elsewhere.';
const isDate = (node) => node.type === 'Identifier' && node.name === 'Date';

/** `new Date(ms)` only writes a known moment down differently; `new Date()`, `Date()` and `Date.now` read the clock. */
const noClock = {
  create(context) {
    const report = (node) => context.report({ node, message });
    return {
      NewExpression: (node) => isDate(node.callee) && node.arguments.length === 0 && report(node),
      CallExpression: (node) => isDate(node.callee) && report(node),
      MemberExpression: (node) => isDate(node.object) && node.property.name === 'now' && report(node),
    };
  },
};

export default { meta: { name: 'house' }, rules: { 'no-clock': noClock } };
