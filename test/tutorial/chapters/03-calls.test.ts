import { playChapter } from '../play-chapter';

playChapter('03-calls.md');
