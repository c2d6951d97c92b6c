import { playChapter } from '../play-chapter';

playChapter('02-discovery.md');
