import { playChapter } from '../play-chapter';

playChapter('07-your-own-service.md');
