import { playChapter } from '../play-chapter';

playChapter('01-governance.md');
