import { playChapter } from '../play-chapter';

playChapter('05-fault-tolerance.md');
