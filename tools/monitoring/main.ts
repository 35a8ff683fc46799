import { runCommand } from '../../local/suite/commandLine';
import { writeMonitoring } from './monitoringFiles';
import { readOptions, usage } from './options';

runCommand(usage, (args) => {
  writeMonitoring(readOptions(args));
});
