import { playChapter } from '../play-chapter';

playChapter('04-load-balancing.md');
