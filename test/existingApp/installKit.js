/**
 * What `firebase functions:kits:install --package firestreak` does in the app that is the working directory, by
 * the CLI's own modules. Left out is what needs a registry: the package has been unpacked and linked by the test.
 *
 * Arguments: the project, then `instance KEY=VALUE …` as JSON.
 */
const { Config } = require('firebase-tools/lib/config');
const kits = require('firebase-tools/lib/functions/kits/install');

async function main(projectId, instances) {
  const config = Config.load({ cwd: process.cwd() });
  const kitId = 'firestreak';
  for (const [index, [instanceId, envs]] of Object.entries(instances).entries()) {
    const options = { config, kitId, instanceId, seedEnv: { projectId, envs } };
    if (index === 0) await kits.scaffoldKit({ ...options, packageName: 'firestreak' });
    else await kits.addInstanceToKit(options);
  }
}

main(process.argv[2], JSON.parse(process.argv[3])).catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
