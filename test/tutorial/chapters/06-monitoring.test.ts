import { playChapter } from '../play-chapter';

playChapter('06-monitoring.md');
