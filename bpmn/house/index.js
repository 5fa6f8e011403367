const fs = require('fs');
const path = require('path');

const names = fs.readdirSync(path.join(__dirname, 'rules')).map((file) => path.basename(file, '.js'));

module.exports = {
  configs: { all: { rules: Object.fromEntries(names.map((name) => [name, 'error'])) } },
};
