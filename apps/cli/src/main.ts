// First, and alone: an old Node could not even parse what comes after it.
import './assert-node-version';
import { runCli } from './cli';

void runCli(process.argv.slice(2));
